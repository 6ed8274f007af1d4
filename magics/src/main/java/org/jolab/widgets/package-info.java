/**
 * Jupyter's widgets: sliders, buttons, boxes and their like, in a front end and as Java objects at once. {@link
 * org.jolab.widgets.Widgets} has the functions that make and connect them.
 */
package org.jolab.widgets;
