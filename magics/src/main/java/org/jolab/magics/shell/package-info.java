/** Programs of the system: !command and its kin. */
package org.jolab.magics.shell;
