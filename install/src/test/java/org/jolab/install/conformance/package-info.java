/** The kernel as tools that others wrote see it; each suite of Python tests is told test by test. */
package org.jolab.install.conformance;
