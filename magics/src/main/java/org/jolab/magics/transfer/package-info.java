/** Files that a browser sends and gets, over comms that a script in the cell's output opens. */
package org.jolab.magics.transfer;
