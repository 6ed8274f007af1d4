/** Lines of work: branches and tags, going from one to the other, joining them. */
package org.jolab.magics.git.branches;
