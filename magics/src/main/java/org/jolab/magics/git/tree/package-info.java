/** The working tree and the index: what is staged, committed, put away and thrown away. */
package org.jolab.magics.git.tree;
