/** The kernel's start, its settings, and what the channels and the language know of each other. */
package org.jolab.kernel;
