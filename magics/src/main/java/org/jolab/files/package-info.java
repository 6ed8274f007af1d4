/** Files between a notebook and the computer of the person in front of the browser. */
package org.jolab.files;
