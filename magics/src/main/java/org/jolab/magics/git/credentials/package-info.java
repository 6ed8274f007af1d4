/** Who the user is, to another computer: tokens and passwords, where they come from and where they are kept. */
package org.jolab.magics.git.credentials;
