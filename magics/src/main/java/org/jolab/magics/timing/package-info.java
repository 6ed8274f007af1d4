/** How long code takes and what memory, and what it prints. */
package org.jolab.magics.timing;
