/* The campaign: what letters and reports need and neither spec nor sample knows (docs/schema/campaign.schema.json).
 */
#ifndef SHAI_PAPER_CAMPAIGN_H
#define SHAI_PAPER_CAMPAIGN_H

#include "base/diag.h"

/* Whom a copy goes to, by the region of the recipient: the longest prefix that fits; "*" fits all. */
struct shai_cc {
    const char *region, *authority;
};

/* Texts are NULL where not given. */
struct shai_campaign {
    const char *authority; /* the commissioning market regulator */
    const char *year;      /* four digits */
    const char *lab_name, *lab_contact, *lab_phone;
    const char *lab_address, *lab_cma, *lab_cnas; /* numbers of its certificates: CMA 资质认定, CNAS 认可 */
    const char *contact, *phone;                  /* the authority's */
    const char *date;                             /* of the letters: YYYY-MM-DD */
    const char *report_date;                      /* of issue of the reports: YYYY-MM-DD */
    const char *register_path; /* of the letter numbers given, beside the campaign file (register.h) */
    const char *letter_no;     /* pattern: {year}, {seq}, {seq:4}, {sample_id} */
    uint64_t first_seq;        /* of the first letter; 1 where not given */
    struct shai_cc *cc;
    size_t cc_count, cc_cap;
};

/* A campaign in which nothing is given. */
void shai_campaign_init(struct shai_campaign *campaign);
/* Reads the JSON of a campaign file; name is shown in messages. NULL where it is refused (diagnostics L01..). */
struct shai_campaign *shai_campaign_read(struct shai_arena *arena, struct shai_diags *diags, const char *name,
                                         const char *text, size_t len);
/* What a campaign is used for; bits. */
enum shai_campaign_use { SHAI_FOR_LETTER = 1, SHAI_FOR_REPORT = 2 };
/* The keys of the fields that are not given ("laboratory.phone"), which letters or reports leave blank. */
const char **shai_campaign_missing(struct shai_arena *arena, const struct shai_campaign *campaign,
                                   enum shai_campaign_use use, size_t *count);

/* The authority that gets a copy for a region; NULL: none is named. */
const char *shai_campaign_cc(const struct shai_campaign *campaign, const char *region, size_t len);
/* The letter number `seq`, by the pattern; NULL without a pattern, or where the pattern wants a year and there is
 * none. */
const char *shai_campaign_letter_no(struct shai_arena *arena, const struct shai_campaign *campaign, uint64_t seq,
                                    const char *sample_id);
/* What numbers of this campaign have in common: the pattern with the year in it; NULL as above. */
const char *shai_campaign_series(struct shai_arena *arena, const struct shai_campaign *campaign);
/* Does the pattern count, so that there is always another number? */
bool shai_campaign_counts(const struct shai_campaign *campaign);

#endif
