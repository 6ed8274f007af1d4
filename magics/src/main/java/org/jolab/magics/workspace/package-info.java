/** What the notebook has declared and run. */
package org.jolab.magics.workspace;
