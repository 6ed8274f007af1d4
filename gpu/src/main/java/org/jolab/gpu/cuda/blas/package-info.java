/** Products of matrices by NVIDIA's library cuBLASLt. */
package org.jolab.gpu.cuda.blas;
