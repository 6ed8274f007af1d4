/** Everything that starts with {@code !} or {@code %} in a notebook, one package a family. */
package org.jolab.magics;
