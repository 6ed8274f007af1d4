/** Git from a cell, in process: commands, their values and what they show. */
package org.jolab.magics.git;
