/** Libraries for the notebook: %maven and its kin. */
package org.jolab.magics.libraries;
