/** Formulas as people write them, for {@code Tensors.calc}. */
package org.jolab.gpu.calc;
