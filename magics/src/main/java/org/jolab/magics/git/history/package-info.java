/** What has happened in a repository: commits, who wrote a line, where branches were. */
package org.jolab.magics.git.history;
