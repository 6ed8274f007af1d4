/** CUDA C++ source for all that tensors can be asked, and the arguments that the kernels are launched with. */
package org.jolab.gpu.cuda.code;
