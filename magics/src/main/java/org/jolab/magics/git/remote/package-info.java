/** Other repositories: cloning, fetching, pulling, pushing, and those that lie within one. */
package org.jolab.magics.git.remote;
