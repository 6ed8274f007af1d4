/** Plots: {@link org.jolab.plot.Plot} draws what arrays, lists, maps, records and tensors hold. */
package org.jolab.plot;
