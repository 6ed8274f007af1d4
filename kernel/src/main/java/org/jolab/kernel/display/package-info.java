/** How values look: as text for terminals, as HTML, as pictures and trees, always within limits of size and time. */
package org.jolab.kernel.display;
