/** The cells of earlier and present sessions, kept on disk. */
package org.jolab.kernel.history;
