/**
 * Computing on NVIDIA's GPUs: devices, their memory, streams and graphs, and kernels of one's own.
 *
 * <p>All goes through the driver's interface and NVRTC by the JDK's foreign functions. The context of each device is
 * its primary one, which JCuda and others in the process use as well.
 */
package org.jolab.gpu.cuda;
