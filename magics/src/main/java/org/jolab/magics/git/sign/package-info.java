/** Signatures of commits and tags. */
package org.jolab.magics.git.sign;
