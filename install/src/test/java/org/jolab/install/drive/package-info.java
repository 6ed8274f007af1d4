/** The mount of the distribution, used by programs that know nothing of it. */
package org.jolab.install.drive;
