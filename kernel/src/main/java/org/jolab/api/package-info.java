/** What a notebook author or a magic writer may touch; depends on nothing but the JDK. */
package org.jolab.api;
