/** Signing in to Google: from a browser elsewhere, by a service account, by what other programs have left. */
package org.jolab.magics.drive.signin;
