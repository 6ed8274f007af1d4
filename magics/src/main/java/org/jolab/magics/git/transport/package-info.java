/** How another computer is reached: HTTPS with proxies and private authorities, SSH with keys and agents. */
package org.jolab.magics.git.transport;
