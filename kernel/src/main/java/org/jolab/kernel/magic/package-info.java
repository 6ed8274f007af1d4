/** The table of magics: how their lines are taken apart, run, explained and completed. */
package org.jolab.kernel.magic;
