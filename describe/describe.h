/* A checked spec in words: the formal document that a panel issues.
 *
 * In: a spec without errors. Out: a document (paper/doc.h) in the language of the spec. Every sentence about a rule
 * is made from the node that the rule is compiled from; nothing about a product stands here. It judges nothing. */
#ifndef SHAI_DESCRIBE_DESCRIBE_H
#define SHAI_DESCRIBE_DESCRIBE_H

#include "lang/spec.h"
#include "paper/doc.h"

/* The whole document, in the spec's arena; the annex of worked examples is left out where `examples` is false. */
void shai_describe(struct shai_document *doc, const struct shai_spec *spec, bool examples);

#endif
