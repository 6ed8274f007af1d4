/** Fields of a form: declarations marked {@code //@param}, shown as inputs where the front end has widgets. */
package org.jolab.magics.forms;
