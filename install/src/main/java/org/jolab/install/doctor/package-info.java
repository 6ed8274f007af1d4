/** Looks at what Jolab needs on a machine, and says what is missing and how to mend it. */
package org.jolab.install.doctor;
