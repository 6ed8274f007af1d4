/** What has a meaning in other notebooks alone. */
package org.jolab.magics.elsewhere;
