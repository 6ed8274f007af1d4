/** Where a command of {@code %git} works: the folder, its repository, the cell that waits for it. */
package org.jolab.magics.git.place;
