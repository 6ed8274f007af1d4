/** Large files, which a repository holds by their names alone: Git LFS. */
package org.jolab.magics.git.lfs;
