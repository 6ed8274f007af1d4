/** Runs notebook files without a front end. */
package org.jolab.install.notebook;
