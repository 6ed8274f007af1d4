/** Tensors that compute on CUDA where there is a usable GPU and on the CPU elsewhere. Nothing is here yet. */
package org.jolab.gpu;
