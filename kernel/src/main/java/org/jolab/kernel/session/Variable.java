package org.jolab.kernel.session;

/**
 * A variable of the notebook: a public static field.
 *
 * @param name its name
 * @param holder the binary name of the class that holds it
 * @param type its type, as Java source
 */
record Variable(String name, String holder, String type) {}
