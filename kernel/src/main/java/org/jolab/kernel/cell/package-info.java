/** A cell's text: where it is Java and where it is magics, and the Java that both make together. */
package org.jolab.kernel.cell;
