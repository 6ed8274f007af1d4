/** Tensors and their devices in a notebook; the one place where the notebook and the numerical library meet. */
package org.jolab.magics.accelerator;
