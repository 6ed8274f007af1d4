/** Checks a real GPU, and measures it: what {@code gpu/device-check} runs, a program for each step. */
package org.jolab.gpu.check;
