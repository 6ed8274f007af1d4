/** Everything that starts with {@code !} or {@code %} in a notebook, one package a family. Nothing is here yet. */
package org.jolab.magics;
