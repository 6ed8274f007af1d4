/** What user code prints and reads, and whose cell it belongs to. */
package org.jolab.kernel.output;
