/** Tables as magics show them, in text and HTML. */
package org.jolab.magics.table;
