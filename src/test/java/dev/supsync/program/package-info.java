/** Tests of the whole program: its jar, its command line, its process. */
@org.jspecify.annotations.NullMarked
package dev.supsync.program;
