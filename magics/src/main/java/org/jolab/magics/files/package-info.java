/** Files and folders. */
package org.jolab.magics.files;
