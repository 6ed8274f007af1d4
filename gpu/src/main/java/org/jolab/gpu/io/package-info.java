/**
 * Tensors in files: NumPy's, safetensors, tables, pictures. What files say of themselves is checked before anything is
 * allocated for it.
 */
package org.jolab.gpu.io;
