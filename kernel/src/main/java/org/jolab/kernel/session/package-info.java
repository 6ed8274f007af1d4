/**
 * The Java session: cells are compiled whole by javac, and run in a class loader of their own.
 *
 * <p>Variables live in a holder class for each cell that declares some, so that nothing that happens to a type or a
 * method later can reset them. Types, methods and imports are kept by JShell, which knows how to declare them in any
 * order and to redefine them.
 */
package org.jolab.kernel.session;
