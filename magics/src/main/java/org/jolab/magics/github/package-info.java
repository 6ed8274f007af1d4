/** GitHub from a cell, over its REST API: notebooks opened, gists made, pull requests. */
package org.jolab.magics.github;
