/** Cells in SQL, for every database with a JDBC driver. */
package org.jolab.magics.sql;
