/** Every message of the Jupyter protocol as a value, and its JSON. */
package org.jolab.kernel.protocol;
