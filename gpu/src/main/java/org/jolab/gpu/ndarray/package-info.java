/** Everything that knows ND4J; loaded only where somebody uses it. */
package org.jolab.gpu.ndarray;
