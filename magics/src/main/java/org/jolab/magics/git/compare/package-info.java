/** Differences of files, and of notebooks cell by cell. */
package org.jolab.magics.git.compare;
