/** Widgets and plots in a notebook: their names, and the widgets that stand for the kernel's own displays. */
package org.jolab.magics.visual;
