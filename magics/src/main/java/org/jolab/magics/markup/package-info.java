/** Cells in languages of the browser: HTML, Markdown, LaTeX, SVG, JavaScript. */
package org.jolab.magics.markup;
